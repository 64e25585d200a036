/** One JVM: runs one peer a few times and prints what it took. Knows the peers. */
@NullMarked
package io.maillite.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
