/** The hot loops of the engines, one by one: {@code benchmarks/run jmh}. Knows the engines alone. */
@NullMarked
package io.maillite.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
