import type { Server } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'

interface SignalingMessage {
  readonly type: string
  readonly topics?: readonly string[]
  readonly topic?: string
}

export interface Signaling {
  /**
   * Certain glare: the first message of each socket in a topic is held until that many have spoken, and then all hear all at once.
   */
  readonly holdUntil: (topic: string, sockets: number) => void
}

/** y-webrtc's signaling protocol: subscribe, unsubscribe, publish, ping. */
export const serveSignaling = (server: Server): Signaling => {
  const subscribers = new Map<string, Set<WebSocket>>()
  const meetings = new Map<string, { readonly count: number; readonly held: string[] }>()
  const tell = (topic: string, text: string): void => subscribers.get(topic)?.forEach(socket => socket.send(text))
  const publish = (socketsSpoken: Set<string>, topic: string, text: string): void => {
    const meeting = meetings.get(topic)
    if (!meeting || socketsSpoken.has(topic)) return tell(topic, text)
    socketsSpoken.add(topic)
    meeting.held.push(text)
    if (meeting.held.length < meeting.count) return
    meetings.delete(topic)
    for (const held of meeting.held) tell(topic, held)
  }
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', socket => {
    const spoken = new Set<string>()
    socket.on('message', raw => {
      const text = String(raw)
      const { type, topics = [], topic } = JSON.parse(text) as SignalingMessage
      for (const each of topics) {
        const sockets = subscribers.get(each) ?? new Set()
        subscribers.set(each, sockets)
        if (type === 'subscribe') sockets.add(socket)
        else sockets.delete(socket)
      }
      if (type === 'ping') socket.send('{"type":"pong"}')
      if (type === 'publish' && topic) publish(spoken, topic, text)
    })
    socket.on('close', () => subscribers.forEach(sockets => sockets.delete(socket)))
  })
  return { holdUntil: (topic, count) => void meetings.set(topic, { count, held: [] }) }
}
