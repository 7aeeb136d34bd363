/** Link, network and transport headers; one file per header, no allocation per packet. */
@NullMarked
package dev.netgen.analyzer.decode;

import org.jspecify.annotations.NullMarked;
