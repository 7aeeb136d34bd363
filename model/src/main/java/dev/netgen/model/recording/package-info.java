/** What recording.yaml says about a recording and its capture points. */
@NullMarked
package dev.netgen.model.recording;

import org.jspecify.annotations.NullMarked;
