/** Control of machines: Modbus and DNP3. */
@NullMarked
package dev.netgen.analyzer.detect.industry;

import org.jspecify.annotations.NullMarked;
