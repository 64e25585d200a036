/** Nothing is used up: after many messages, with faults now and then, the process holds what it held before. */
@NullMarked
package io.maillite.reliability.soak;

import org.jspecify.annotations.NullMarked;
