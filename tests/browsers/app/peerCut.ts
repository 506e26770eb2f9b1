/**
 * Runs in the page before its own code: holds every RTCPeerConnection, so that a test can really cut direct links and ask the browser
 * itself (`getStats`) what went over them. While cut, new ones are closed at birth.
 */
export interface PeerCut {
  cut(): void
  mend(): void
  /** Bytes received on data channels of all connections so far, and how many are connected now. */
  stats(): Promise<{ readonly connected: number; readonly bytesReceived: number }>
}

export const installPeerCut = (): void => {
  const connections = new Set<RTCPeerConnection>()
  const Native = window.RTCPeerConnection
  let isCut = false
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.add(this)
      if (isCut) this.close()
    }
  }
  const peerCut: PeerCut = {
    cut: () => {
      isCut = true
      // Fires nothing on this side, as a lost network would not either: the page has to find out by its own watch.
      for (const connection of connections) connection.close()
    },
    mend: () => {
      isCut = false
    },
    stats: async () => {
      let connected = 0
      let bytesReceived = 0
      for (const connection of connections) {
        if (connection.connectionState === 'closed') continue
        if (connection.connectionState === 'connected') connected++
        for (const report of (await connection.getStats()).values()) {
          if (report.type === 'data-channel') bytesReceived += report.bytesReceived
        }
      }
      return { connected, bytesReceived }
    },
  }
  Object.assign(window, { peerCut })
}
