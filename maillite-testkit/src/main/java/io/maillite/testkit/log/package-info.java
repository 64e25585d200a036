/** What the code under test logged. Knows the JDK alone. */
@NullMarked
package io.maillite.testkit.log;

import org.jspecify.annotations.NullMarked;
