/** Hot patches of userspace programs in SysCare's {@code .upatch} format. */
package dev.suture.upatch;
