/**
 * What bundlers put in the place of `simple-peer/simplepeer.min.js` (vite.config.ts, `resolve.alias`), so that y-webrtc opens its
 * links with our Peer.
 */
// oxlint-disable-next-line import/no-default-export -- y-webrtc imports the default export of simple-peer.
export { Peer as default } from './Peer.ts'
