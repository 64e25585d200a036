/** A route in a JVM of its own that is killed, again and again, while it takes messages out of a mailbox. */
@NullMarked
package io.maillite.reliability.kill;

import org.jspecify.annotations.NullMarked;
