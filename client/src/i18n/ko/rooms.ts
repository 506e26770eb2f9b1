/** Sentences of client/src/rooms. Korean is first and gives the type. */
export const rooms = {
  title: '대화',
  list: '대화 목록',
  emptyTitle: '아직 대화가 없어요',
  emptyBody: '친구를 초대하면 여기에서 이야기가 시작돼요.',
  emptyAction: '친구 초대하기',
  draft: '초안',
  noMessages: '아직 메시지가 없어요',
  began: '대화를 시작했어요',
  erased: '삭제한 메시지예요',
  mine: '나',
  unread: (count: number) => `안 읽은 메시지 ${count}개`,
  gonePerson: '탈퇴한 사람',
  selfRoom: '나와의 대화',
  offline: '오프라인이에요. 쓴 글은 이 기기에 두었다가 이어지면 보내요.',
  offlineWaiting: (count: number) => `오프라인 · 메시지 ${count}개가 기다리고 있어요`,
  storageFull: '저장 공간이 부족해요. 쓴 글은 그대로 있어요.',
  storageUnavailable: '이 기기의 저장 공간을 쓸 수 없어요. 지금 쓰는 글은 보관되지 않을 수 있어요.',
  storageLost:
    '이 기기에 저장한 것이 일부 없어졌어요. 대화는 다시 가져오지만, 아직 보내지 못한 글은 없어졌을 수 있어요.',
  pick: '대화를 골라 주세요',
  pickBody: '왼쪽에서 고르면 여기에 열려요.',
}
