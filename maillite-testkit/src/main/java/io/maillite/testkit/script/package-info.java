/**
 * A server that plays dialogues written down like transcripts, and fails the test where the client under test deviates.
 *
 * <p>Knows {@code net} and {@code tls}, and no mail protocol.
 */
@NullMarked
package io.maillite.testkit.script;

import org.jspecify.annotations.NullMarked;
