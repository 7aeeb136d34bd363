/** Directories and who somebody is: LDAP, Kerberos, RADIUS. */
@NullMarked
package dev.netgen.analyzer.detect.directory;

import org.jspecify.annotations.NullMarked;
