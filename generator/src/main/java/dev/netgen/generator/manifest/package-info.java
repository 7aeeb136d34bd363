/** Objects that people give, checked as the API server checks them before it takes them. */
@NullMarked
package dev.netgen.generator.manifest;

import org.jspecify.annotations.NullMarked;
