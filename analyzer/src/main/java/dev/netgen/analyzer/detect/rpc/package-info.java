/** Calls of procedures: DCE/RPC, ONC RPC, Thrift. */
@NullMarked
package dev.netgen.analyzer.detect.rpc;

import org.jspecify.annotations.NullMarked;
