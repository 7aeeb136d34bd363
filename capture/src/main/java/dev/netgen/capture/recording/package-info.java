/** The recording's directory on disk: made once, every file in it written aside and renamed. */
@NullMarked
package dev.netgen.capture.recording;

import org.jspecify.annotations.NullMarked;
