/**
 * Traditional Chinese and Japanese characters that stand in headers of shops, each followed by the simplified one that
 * the shop's words are written with.
 */
const FORMS = `訂订 單单 編编 號号 購购 買买 賣卖 實实 額额 會会 員员 電电 話话 時时 間间 價价 數数 稱称 類类 別别 縣县 區区 國国 門门 狀状 態态 註注 冊册 機机 郵邮 聯联 絡络 顧顾 戶户 總总 計计 費费 貨货
發发 運运 優优 積积 點点 級级 規规 條条 碼码 產产 銷销 帳账 賬账 備备 創创 結结 臺台 灣湾 齡龄 歲岁 職职 業业 證证 圖图 評评 論论 庫库 項项 淨净 稅税 幣币 匯汇 應应 據据 開开 關关 頁页 資资
訊讯 記记 錄录 週周 見见 題题 標标 寶宝 貝贝 東东 進进 與与 對对 長长 寬宽 體体 轉转 帶带 滿满 減减 贈赠 禮礼 餘余 換换 還还 復复 驗验 確确 認认 過过 達达 遞递 憑凭 統统 內内 絲丝 預预 単单
価价 売卖 円元 様样 顔颜 個个 図图 広广 拡扩 変变 録录 続续 県县 気气 歳岁 済济 検检 発发 戻回 払付 暦历`

const SIMPLE = new Map(FORMS.split(/\s+/).map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]))

/** A text with those characters in their simplified form; others stay. */
export const simplified = (text: string): string =>
  text.replace(/[\u4e00-\u9fff]/g, (character) => SIMPLE.get(character) ?? character)
