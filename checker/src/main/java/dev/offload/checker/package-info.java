/** The engine that all checks of one compilation share. */
package dev.offload.checker;
