/** The backends that run on the GPUs of this machine: solvers and JCuda's devices put together. */
package org.firenet.cuda.backend;
