/** How much a test of a promise tries, and what it saw. Knows the JDK alone. */
@NullMarked
package io.maillite.testkit.evidence;

import org.jspecify.annotations.NullMarked;
