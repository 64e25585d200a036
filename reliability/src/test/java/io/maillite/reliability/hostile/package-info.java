/**
 * Servers that mean harm, or have lost their mind, at every place where a server speaks: what they do is bounded in
 * memory and time, ends in a typed error that can be shown, and gets no secret out of us.
 */
@NullMarked
package io.maillite.reliability.hostile;

import org.jspecify.annotations.NullMarked;
