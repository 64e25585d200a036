/** What came of it: tab-separated values, medians, the page with its tables and charts. Knows no peer. */
@NullMarked
package io.maillite.benchmarks.report;

import org.jspecify.annotations.NullMarked;
