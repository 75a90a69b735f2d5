/**
 * The door of the channel: WhatsApp in and out. What Meta posts is stored raw, acknowledged, and worked off in order; what
 * we send is queued with the message and posted one at a time per ticket; files are in a store, with addresses of our own
 * (../media).
 *
 * Its rooms: graph/ calls Meta and knows its errors and limits. read/ turns a payload into values and changes nothing. inbox/
 * stores payloads and turns them into calls of the desk. send/ checks what goes out and posts it; schedule/ sends it later.
 * template/ keeps the templates of an account, setup/ connects a number, health/ knows its problems. What all of them need (the
 * rows of channels and of outgoing messages, JSON from outside) is beside this file.
 *
 * What may be touched here: how WhatsApp's words become ours (read/) and what its errors mean (graph/graph-error.ts). With
 * care: the order of locks in inbox/cloud-inbox.ts and inbox/early-updates.ts.
 */

export { channelRoutes } from './channel-routes.ts'
export { SEALED_OF_CHANNELS } from './cloud-channel.ts'
export { isProblem, problemText } from './health/channel-problem.ts'
export { cloudIntake } from './inbox/cloud-intake.ts'
export { holdRestored } from './outbound-rows.ts'
export { type ChannelContext, type ChannelOptions, openChannel, runChannel } from './run-channel.ts'
export { type NewSchedule, scheduleMessage } from './schedule/schedule-message.ts'
export { scheduleRoutes } from './schedule/schedule-routes.ts'
export { messageRoutes } from './send/message-routes.ts'
export { sendMessage } from './send/send-message.ts'
export { relayChannelWakes } from './wake.ts'
