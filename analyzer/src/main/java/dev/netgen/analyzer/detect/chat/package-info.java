/** Messages between people: XMPP, IRC. */
@NullMarked
package dev.netgen.analyzer.detect.chat;

import org.jspecify.annotations.NullMarked;
