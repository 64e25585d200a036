/** Both components beside their peers, in one run on one machine. Knows everybody; nobody knows it. */
@NullMarked
package io.maillite.benchmarks;

import org.jspecify.annotations.NullMarked;
