/** Meters kept by Micrometer. The only package that knows Micrometer, which may be absent. */
@NullMarked
package io.maillite.camel.support.micrometer;

import org.jspecify.annotations.NullMarked;
