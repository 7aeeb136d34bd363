/** Messages of businesses to each other: pictures, patients, payments, orders. */
@NullMarked
package dev.netgen.analyzer.detect.business;

import org.jspecify.annotations.NullMarked;
