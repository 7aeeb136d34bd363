/** HTTP and what runs over it. */
@NullMarked
package dev.netgen.analyzer.detect.web;

import org.jspecify.annotations.NullMarked;
