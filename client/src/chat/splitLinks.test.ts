import { describe, expect, it } from 'vitest'
import { splitLinks } from './splitLinks.ts'

const links = (text: string) => splitLinks(text).flatMap(part => (part.href ? [part.text] : []))

describe('splitLinks', () => {
  it('[C9] the parts are the text again, whatever it holds', () => {
    for (const text of [
      '',
      '<b>굵게</b> https://a.example/?q=<script>',
      'https://',
      'https://a.example https://b.example/!',
    ]) {
      expect(
        splitLinks(text)
          .map(part => part.text)
          .join(''),
      ).toBe(text)
    }
  })
  it('[C9] only https is opened', () => {
    expect(links('http://a.example javascript:alert(1) data:text/html,x ftp://a.example')).toEqual([])
    expect(links('https://a.example/b')).toEqual(['https://a.example/b'])
  })
  it('an address that poses as another is text', () => {
    expect(links('https://bank.example@evil.example/')).toEqual([])
    expect(links('https://user:word@evil.example/')).toEqual([])
  })
  it('the end of a sentence is not part of it, its own brackets are', () => {
    expect(links('(https://a.example/b).')).toEqual(['https://a.example/b'])
    expect(links('https://a.example/Room_(house), 봤어?')).toEqual(['https://a.example/Room_(house)'])
  })
  it('a Korean particle is not part of it, a Korean path is', () => {
    expect(links('https://a.example/map에서 보자')).toEqual(['https://a.example/map'])
    expect(links('https://a.example로 가')).toEqual(['https://a.example'])
    expect(links('https://ko.a.example/wiki/사랑방 읽어 봐')).toEqual(['https://ko.a.example/wiki/사랑방'])
  })
  it('direction marks end it', () => {
    expect(links('https://a.example/\u202Egnp.exe')).toEqual(['https://a.example/'])
  })
})
