/**
 * What can be seen of a component while it runs: what it counts, and how a console, JMX and meters read that. Knows
 * Camel, and nothing of what is counted.
 */
@NullMarked
package io.maillite.camel.support.watch;

import org.jspecify.annotations.NullMarked;
