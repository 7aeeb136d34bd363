/** What line protocols have in common: lines, numeric replies, SASL, the change to TLS. */
@NullMarked
package dev.netgen.analyzer.detect.text;

import org.jspecify.annotations.NullMarked;
