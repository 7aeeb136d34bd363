/** What a recording shows of addresses, for people who look for a missing inventory. */
@NullMarked
package dev.netgen.analyzer.survey;

import org.jspecify.annotations.NullMarked;
