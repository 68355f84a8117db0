/** JSON-RPC 2.0 over a pair of streams, with bounds on all that is read and kept. */
package dev.suture.agent.rpc;
