/** What of a patch depends on the processor: relocations, jumps, thread-local storage, as the psABI of each has them. */
package dev.suture.upatch.abi;
