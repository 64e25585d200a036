/**
 * Conversations with a server whose line is cut, or stalls, at every place in turn. Afterwards both ends are asked:
 * what did the server keep, what were we told?
 */
@NullMarked
package io.maillite.reliability.cut;

import org.jspecify.annotations.NullMarked;
