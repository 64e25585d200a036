/** Authentication mechanisms as exchanges of challenges and responses. Knows {@code wire}. */
@NullMarked
package io.maillite.sasl;

import org.jspecify.annotations.NullMarked;
