/** What is carried: so many messages of so many octets, to or from where. Knows nobody. */
@NullMarked
package io.maillite.benchmarks.load;

import org.jspecify.annotations.NullMarked;
