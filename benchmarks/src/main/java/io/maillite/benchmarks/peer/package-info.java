/** Who is measured. Each peer is a small class that knows one library, tool or component. */
@NullMarked
package io.maillite.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
