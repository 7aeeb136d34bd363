/** What differs between programs that enforce network policies, as plain facts. */
@NullMarked
package dev.netgen.model.enforcer;

import org.jspecify.annotations.NullMarked;
