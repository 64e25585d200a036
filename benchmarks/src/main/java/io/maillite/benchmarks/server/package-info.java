/** The servers: lean ones in memory in a JVM of their own, and real ones where they are installed. */
@NullMarked
package io.maillite.benchmarks.server;

import org.jspecify.annotations.NullMarked;
