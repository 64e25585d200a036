/** Main classes of the tests in a JVM of their own: with a small heap, or to be killed. Knows the JDK alone. */
@NullMarked
package io.maillite.testkit.jvm;

import org.jspecify.annotations.NullMarked;
