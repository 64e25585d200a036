/** What is optional may really be absent. */
@NullMarked
package io.maillite.reliability.bare;

import org.jspecify.annotations.NullMarked;
