/**
 * The wire: hosts with kernels of their own, and the cable between them, which is socklab.
 *
 * <p>{@link socklab.wire.Wire} lays it. A host has one Ethernet interface; its other end lies in a network that has
 * nothing else, the cable's, where one thread for each host reads what the host sends. {@link socklab.wire.Cable}
 * decides what becomes of a frame and sends it on; {@link socklab.wire.FrameRecorder} numbers, describes and keeps it.
 *
 * <p><b>Why</b> a frame for one host goes to that host only, and every other frame to all: the cable knows the hardware
 * address of each host, so that "from a to b" is true of a frame, and a frame can be lost in one direction.
 *
 * <p><b>Why</b> frames that only find neighbours, routers or groups are counted apart and are lost only when the cable
 * is cut: {@code drop 1} and {@code drop next} mean the same segment whether or not a host asked for an address before.
 *
 * <p><b>Why</b> recording has a thread of its own: a frame is never late because a reader is slow. Its queue is
 * bounded; what does not fit is carried all the same, and the reader learns how many frames were not recorded.
 */
package socklab.wire;
