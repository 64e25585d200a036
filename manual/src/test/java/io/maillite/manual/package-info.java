/** The pages in docs and the Kamelets, held to what the components do. Knows both components, and the test kit. */
@NullMarked
package io.maillite.manual;

import org.jspecify.annotations.NullMarked;
