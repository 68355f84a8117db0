/** The long-lived process on a target that has the rights, and what its clients reach it by. */
package dev.suture.agent;
