/** What every protocol has in common for a caller: the failures. Knows nobody. */
@NullMarked
package io.maillite;

import org.jspecify.annotations.NullMarked;
