/** Files over the network: FTP, TFTP, SMB, NFS and the RPC it speaks. */
@NullMarked
package dev.netgen.analyzer.detect.files;

import org.jspecify.annotations.NullMarked;
