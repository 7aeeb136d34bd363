/** Calls and streams: SIP and RTSP. */
@NullMarked
package dev.netgen.analyzer.detect.media;

import org.jspecify.annotations.NullMarked;
