/** Mail: SMTP, LMTP, IMAP and POP3. */
@NullMarked
package dev.netgen.analyzer.detect.mail;

import org.jspecify.annotations.NullMarked;
