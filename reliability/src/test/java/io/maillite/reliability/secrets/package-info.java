/**
 * No secret is shown: every mechanism of both protocols logs in, well and badly, and what anybody could read of it
 * afterwards is searched.
 */
@NullMarked
package io.maillite.reliability.secrets;

import org.jspecify.annotations.NullMarked;
