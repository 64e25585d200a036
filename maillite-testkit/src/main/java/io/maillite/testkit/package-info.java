/** Scripted peers for tests. Knows the JDK alone, so that it can judge every other module. */
@NullMarked
package io.maillite.testkit;

import org.jspecify.annotations.NullMarked;
