"""What printed figures say: a table of phrases, then the behaviour behind them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planlint.figures import Figure, decimal_text, print_figure, read_figure
from planlint.figures.tokens import vocabulary
from planlint.units import fold

LEVELS = """
不低于90%         | >= 90    %
90%及以上         | >= 90    %
90%以上           | >= 90    %
90%（含）以上     | >= 90    %
不低于90%（含90%）| >= 90    %
低于90%（含）     | <= 90    %
90%以上（不含）   | >  90    %
大于等于90        | >= 90    -
应大于90%         | >  90    %
不得低于90%       | >= 90    %
一般不低于90%     | >= 90    %      hedge=一般
须达到50%         | =  50    %
确保不低于50%     | >= 50    %
最低达到50%       | >= 50    %
至少1家           | >= 1     家
至少有1名         | >= 1     名
1所以上           | >= 1     所
一家以上          | >= 1     家
最多5个           | <= 5     个
高于90            | >  90    -
超90%             | >  90    %
逾90%             | >  90    %
突破100亿元       | >  100   亿元
1600余人          | >  1600  人
100多张           | >  100   张
十几个            | >  10    个
50+               | >= 50    -
不足5%            | <  5     %
不到5%            | <  5     %
＜10              | <  10    -
≤20               | <= 20    -
≦20               | <= 20    -
>=90              | >= 90    -
≥ 90 %            | >= 90    %
≥90以上           | >= 90    -
9天以内           | <= 9     天
控制在28%以下     | <= 28    %
控制在28%左右     | ~  28    %
控制在7‰          | =  7     ‰
保持在95%以上     | >= 95    %
均达到100%        | =  100   %
全部达到90%以上   | >= 90    %
实现100%覆盖      | =  100   %
近90%             | ~  90    %
80岁上下          | ~  80    岁
80.8岁左右        | ~  80.8  岁
达到或接近76岁    | ~  76    岁
达到或超过90%     | >= 90    %
达到并保持在90%以上 | >= 90  %
力争达到80.8岁左右| ~  80.8  岁     hedge=力争
预期低于23%       | <  23    %      hedge=预期
原则上不超过10%   | <= 10    %      hedge=原则上
到2025年力争达到90% | = 90   %      hedge=力争
90%（预计）       | =  90    %      hedge=预计
到2025年，达到90%以上 | >= 90 %
3年内达到90%      | =  90    %
提高到79岁        | =  79    岁
降至5‰以下        | <= 5     ‰
≤5（1/10万）      | <= 5     /10万
90%（2025年）     | =  90    %
较2020年提高到90% | =  90    %      base=2020
达到3.2人要求     | =  3.2   人
2.46万个          | =  2.46  万个
3.5万             | =  3.5   万
一百二十万        | =  120   万
三万五千          | =  35000 -
八十              | =  80    -
廿五              | =  25    -
一亿五千万元      | =  15000 万元
三万零五百人      | =  30500 人
三千零五十        | =  3050  -
二〇二五年达到90% | =  90    %
5年多             | >  5     年
3个多月           | >  3     月
编制床位的一半    | =  1/2   fraction of=编制床位
职工总数的三成    | =  30    %      of=职工总数
常住人口的百分之二 | = 2     %      of=常住人口
5所公共卫生机构   | =  5     所     of=公共卫生机构
全覆盖（100%）    | =  100   %
全市达到90%       | =  90    %
两                | =  2     -
零点三            | =  0.3   -
1,234             | =  1234  -
1，234，567元     | =  1234567 元
９０．５％        | =  90.5  %
-0.5‰             | =  -0.5  ‰
0/10 万           | =  0     /10万
14.92/10万        | =  14.92 /10万
15例/10万         | =  15    /10万
0.35吨标准煤/万元 | =  0.35  吨标准煤/万元
≤35μg/m3          | <= 35    微克/立方米
2.6m²             | =  2.6   平方米
3.5万元/人        | =  3.5   万元/人
万分之1.90        | =  1.9   /万
万分1.9           | =  1.9   /万
控制在每10万20以内 | <= 20   /10万
每十万14.5        | =  14.5  /10万
每10万0           | =  0     /10万
每10万20例以下    | <= 20    /10万
每10万20名        | =  20    名/10万人
每百万3.2         | =  3.2   /百万
百分之九十        | =  90    %
百分之八十五点五  | =  85.5  %
不低于百分之八十  | >= 80    %
十万分之十二      | =  12    /10万
八成              | =  80    %
九成五            | =  95    %
九成以上          | >= 90    %
1/3               | =  1/3   fraction
三分之二以上      | >= 2/3   fraction
一半              | =  1/2   fraction
过半              | >  1/2   fraction
半数以上          | >= 1/2   fraction
超过三分之二      | >  2/3   fraction
每3万人口1辆      | =  1/3   辆/万人
按每3万人口1辆配置| =  1/3   辆/万人
每千人口4.5个     | =  4.5   个/千人
每千常住人口不少于3.5名 | >= 3.5 名/千人
每20万人口设置1个急救站 | = 1/2 个/10万人
1.5名/万人        | =  1.5   名/万人
每人每年65元      | =  65    元/人  per=year
每年培训500人次   | =  500   人次   per=year
年均6.5%左右      | ~  6.5   %      per=year
每个旗县至少1所   | >= 1     所     each=每个旗县 note=counts-each
每个旗县（市、区）至少有1所 | >= 1 所 each=每个旗县(市、区) note=counts-each
各建1所           | =  1     所     each=各 note=counts-each
25万人〔累计〕    | =  25    万人   cumulative
累计达到12个      | =  12    个     cumulative
占GDP的2%         | =  2     %      of=GDP
占地区生产总值比重达到2.5% | = 2.5 % of=地区生产总值
编制床位的2%      | =  2     %      of=编制床位
覆盖旗县（市、区）总数的1/3 | = 1/3 fraction of=旗县(市、区)总数
辖区常住人口万分之0.90 | = 0.9 /万  of=辖区常住人口
50%的旗县所在地   | =  50    %      of=旗县所在地
100%基层医疗机构  | =  100   %      of=基层医疗机构
90%以上的行政村   | >= 90    %      of=行政村
每天不少于1小时   | >= 1     小时/天
每万城镇常住人口18人 | = 18  人/万人
每两年1次         | =  1/2   次/年
平均每95.51万人拥有一个 | = 1/9551 个/百人
月人均800元       | =  800   元/月
75.6（2019年数据）| =  75.6  -
75.6（2019年底）  | =  75.6  -
三年平均36.5      | =  36.5  -
98.5注1           | =  98.5  -
98.5%（注1）      | =  98.5  %
动态为零          | =  0     -
每三万人口一辆    | =  1/3   辆/万人
1亿2000万元       | =  12000 万元
1亿2千万元        | =  12    千万元
2千5百万元        | =  25    百万元
2千500万元        | =  2500  万元
2亿3千5百万元     | =  235   百万元
1亿5百万元        | =  105   百万元
12万3千4百人      | =  1234  百人
3万5百人          | =  305   百人
2万5千亿元        | =  25    千亿元
1万亿5千亿元      | =  15    千亿元
2万5千人          | =  25    千人
100%（全覆盖）    | =  100   %
几乎为零          | =  0     -      hedge=几乎
零死亡            | =  0     -
不发生            | =  0     -
无                | =  0     -
未发生重大安全事故| =  0     -      of=重大安全事故
80.1%             | =  80.1  %
65.20 % %         | =  65.2  %
（≥90）           | >= 90    -
90①               | =  90    -
≥90[注]           | >= 90    -
90%。             | =  90    %
床位100张         | =  100   张
2名全科医生       | =  2     名
不低於九成        | >= 90    %
達到90%以上       | >= 90    %
約9萬張           | ~  9     万张
约90%以上         | >= 90    %      note=about-bound
超过90%以上       | >  90    %      note=bounds-differ
2倍以上           | >= 2     倍
6500万吨（1300亿斤） | = 6500 万吨
1300亿斤（6500万吨）以上 | >= 1300 亿斤
八十万千瓦        | =  80    万千瓦
12台（套）        | =  12    台
300万人（次）     | =  300   万人次
120升/人·日       | =  120   升/人/天
每生每年不低于650元 | >= 650 元/学生 per=year
连续5年稳定在1300亿斤以上 | >= 1300 亿斤
5年以上           | >= 5     年
有效保障95%以上   | >= 95    %
规划目标90%       | =  90    %
提高保持在95%以上 | >= 95    %
增长控制在500万人以内 | <= 500 万人
年均值35微克/立方米 | = 35   微克/立方米
超过八十万千瓦    | >  80    万千瓦
超千万千瓦        | >  1000  万千瓦
达到千万千瓦级    | =  1000  万千瓦
百分之二十五以上  | >= 25    %
二十五个          | =  25    个
超过二十五亿元    | >  25    亿元
近万家            | ~  1     万家
上万人            | >= 1     万人
上千家            | >= 1     千家
近 亿 元          | ~  1     亿元
突破万亿元        | >  1     万亿元
力争突破2000亿元大关 | > 2000 亿元  hedge=力争
占比达到50%       | =  50    %
截至2021年6月底，达到95% | = 95 %
70.5（2019）      | =  70.5  -
70.5（预计数）    | =  70.5  -      hedge=预计数
6%（年均）        | =  6     %      per=year
2025年前10%       | =  10    %
2025年规划目标90% | =  90    %
2025年目标不低于90% | >= 90  %
截至2020年12月31日达到95% | = 95 %
达到95%的目标要求 | =  95    %
低于5%的国家标准  | <  5     %
控制在5.5%左右的预期目标 | ~ 5.5 %
相当于GDP的4%     | =  4     %      of=GDP
居民素养水平95%   | =  95    %
超过国家规定的95%       | >  95    %
低于国家规定的3%        | <  3     %
达到预期目标1.5倍       | =  1.5   倍     hedge=预期目标
到2025年规模达到50万    | =  50    万
五年平均9.8/10万  | =  9.8   /10万
5年投入50亿元     | =  50    亿元   cumulative
500（5年累计）    | =  500   -      cumulative
生均20平方米      | =  20    平方米
亩均增加值20万元  | =  20    万元/亩
增加值突破200亿元 | >  200   亿元
增加值占比10%     | =  10    %
两万余人          | >  2     万人
十万多户          | >  10    万户
控制在60%的国际警戒线以下 | <= 60 %
上百亿元          | >= 100   亿元
上千亿元          | >= 1000  亿元
万人以上          | >= 1     万人
亿元以上          | >= 1     亿元
达到万亿级        | =  1     万亿
亿吨级            | =  1     亿吨
万人级            | =  1     万人
迈上千亿元台阶    | =  1000  亿元
迈上万亿级台阶    | =  1     万亿
缩短为20天              | =  20    天
追回3000万元            | =  3000  万元
5分钟以内到达           | <= 5     分钟
实现零突破              | >= 1     -
实现“零”的突破          | >= 1     -
300P                    | =  300   PFLOPS
2020年的近一半    | ~  1/2   fraction
编制床位的约2%    | ~  2     %      of=编制床位
约占全国的10%     | ~  10    %      of=全国
约占全球的四分之三 | ~ 3/4   fraction of=全球
约占到全市的10%   | ~  10    %      of=全市
约占全国三分之一  | ~  1/3   fraction of=全国
约占全旗总人口的70% | ~ 70   %      of=全旗总人口
约占全市比重10%   | ~  10    %      of=全市
约占10%           | ~  10    %
占一次能源消费18%左右 | ~ 18 %      of=一次能源消费
占一次能源消费的18%左右 | ~ 18 %    of=一次能源消费
超过国家95%的要求 | >  95    %
高于自治区95%的要求 | > 95   %
高于国家60%的标准 | >  60    %
高于全国78%的平均水平 | > 78 %
降水量500毫米     | =  500   毫米
减排量500吨       | =  500   吨
升学率95%         | =  95    %
新增装机容量占比50% | =  50  %
提高产量达到60万吨 | =  60   万吨
提高就业人数达到5万人以上 | >= 5 万人
降低平均浓度降至35微克/立方米 | = 35 微克/立方米
降低婴儿死亡率至5‰以下 | <= 5 ‰
累计完成固定资产投资120亿元 | = 120 亿元 cumulative
累计改造老旧小区2.5万户 | = 2.5 万户    cumulative
改造城镇老旧小区2.5万户 | = 2.5 万户
建成省级美丽乡村50个 | = 50  个
产值达到60亿元    | =  60    亿元
产量稳定在60万吨以上 | >= 60 万吨
浓度降至35微克/立方米以下 | <= 35 微克/立方米
指数达到80以上    | >= 80    -
收入突破4万元     | >  4     万元
贷款余额500亿元   | =  500   亿元
首次突破500亿元   | >  500   亿元
首次降至0.5‰以下  | <= 0.5   ‰
历史性突破60%     | >  60    %
首破500亿元       | >  500   亿元
过百亿元          | >  100   亿元
首次过万人        | >  1     万人
通过百亿元        | =  100   亿元
达到150亿度左右   | ~  150   亿度
从60%左右提高到80% | = 80    %
创建节约型机关50家      | =  50    家
落实减税降费5亿元       | =  5     亿元
建设压缩空气储能电站1座 | =  1     座
压缩机产量达到50万台    | =  50    万台
节约型机关创建率达到70%以上 | >= 70 %
新建绿色建筑比例达到100% | =  100  %
新增劳动力平均受教育年限达到14年 | = 14 年
提升改造公园10个        | =  10    个
改造提升老旧小区20个    | =  20    个
建成超低能耗建筑面积50万平方米 | = 50 万平方米
实施超低排放改造50台    | =  50    台
治理超采区50平方公里    | =  50    平方公里
增值税收入20亿元        | =  20    亿元
足额发放率100%          | =  100   %
少数民族干部比例20%     | =  20    %
新建社区综合服务设施面积达标率100% | = 100 %
五年改造2960户          | =  2960  户    cumulative
五年完成改造2960户      | =  2960  户    cumulative
"""

BANDS = """
1——2个            | 1   2    个
4.5%-5%           | 4.5 5    %
2—3家             | 2   3    家
2～3              | 2   3    -
2至3              | 2   3    -
2位至3位          | 2   3    位
103-107           | 103 107  -
10%到15%          | 10  15   %
百分之十至百分之十五 | 10 15 %
在10%和20%之间    | 10  20   %
介于10%与20%之间  | 10  20   %
控制在2%-3%以内   | 2   3    %
5万—6万人         | 5   6    万人
5万到6万人        | 5   6    万人
50±2              | 48  52   -
-5%～5%           | -5  5    %
2、3家            | 2   3    家
两三家            | 2   3    家
七八成            | 70  80   %
七到八成          | 70  80   %
每万名常住人口配置1-1.5名 | 1 1.5 名/万人
编制床位的2%—5%   | 2   5    %
"""

CHANGES = """
提高1岁左右             | ~  1     岁     absolute
在2020年基础上提高1岁   | =  1     岁     absolute   base=2020
2020年基础上增长30%     | =  30    %      relative   base=2020
较2015年下降30%         | =  -30   %      relative   base=2015
较2015下降30%           | =  -30   %      relative   base=2015
以2020年为基数，下降10% | =  -10   %      relative   base=2020
与2020年相比下降10%     | =  -10   %      relative   base=2020
比基期降低10%           | =  -10   %      relative   base=基期
比上年增长5%            | =  5     %      relative   base=上年
较2020年平均值下降5%    | =  -5    %      relative   base=2020年平均值
2020基础上增长5%        | =  5     %      relative   base=2020
7%的增速                | =  7     %      relative
新增5所公共卫生机构     | =  5     所     absolute   of=公共卫生机构
同比下降5%              | =  -5    %      relative   base=同比
较“十三五”提高10%       | =  10    %      ambiguous  base=十三五 note=ambiguous-percent
较“十三五”末下降10%     | =  -10   %      relative   base=十三五末
在“十三五”基础上提高10% | =  10    %      ambiguous  base=十三五 note=ambiguous-percent
年均增长7%以上          | >= 7     %      relative   per=year
年均下降2%              | =  -2    %      relative   per=year
每年提高2个百分点       | =  2     百分点 absolute   per=year
每年降0.5个百分点以上   | <= -0.5  百分点 absolute   per=year
平均每年下降1个百分点以上 | <= -1  百分点 absolute   per=year
逐年提高2个百分点       | =  2     百分点 absolute   per=year
累计降低17%             | =  -17   %      relative   cumulative
〔18〕                      | =  18    -      absolute   cumulative note=sum-of-years
[18%]                       | =  18    %      absolute   cumulative note=sum-of-years
[25]万人                    | =  25    万人   absolute   cumulative note=sum-of-years
下降〔13.5〕            | =  -13.5 -      ambiguous  cumulative note=change-without-unit
新增12家                | =  12    家     absolute
新增就业累计达到25万人以上 | >= 25 万人   absolute   cumulative
再建5个                 | =  5     个     absolute
增加500张               | =  500   张     absolute
减少247张               | =  -247  张     absolute
五年下降17%             | =  -17   %      relative   cumulative
5年新增100所            | =  100   所     absolute   cumulative
五年累计降低12%         | =  -12   %      relative   cumulative
翻一番                  | =  100   %      relative
翻两番以上              | >= 300   %      relative
在2020年基础上翻一番    | =  100   %      relative   base=2020
减半                    | =  -50   %      relative
下降三分之一            | =  -100/3 %     relative
降低三成                | =  -30   %      relative
提高到2倍               | =  100   %      relative   note=to-multiple
缩小到2.3倍以内         | <= 130   %      relative   note=to-multiple
提高到2—2.5倍           | =  100   %      relative   note=to-multiple
达到2020年的2倍以上     | >= 100   %      relative   base=2020
控制在2020年的80%以内   | <= -20   %      relative   base=2020
增长1.5倍               | =  150   %      relative
降幅不低于10%           | <= -10   %      relative
增速7%以上              | >= 7     %      relative
年均增速保持在6.5%左右  | ~  6.5   %      relative   per=year
增长达52%               | =  52    %      relative
提高不低于10%           | >= 10    %      ambiguous  note=ambiguous-percent
提高10%                 | =  10    %      ambiguous  note=ambiguous-percent
提升2%左右              | ~  2     %      ambiguous  note=ambiguous-percent
下降0.5‰                | =  -0.5  ‰      ambiguous  note=ambiguous-percent
下降30%以上             | <= -30   %      relative
下降不超过5%            | >= -5    %      relative
降低10%                 | =  -10   %      relative
零增长                  | =  0     %      relative
比全国平均水平高2岁     | =  2     岁     absolute   base=全国平均水平
高于上年2个百分点       | =  2     百分点 absolute   base=上年
达到全国平均水平的1.2倍 | =  20    %      relative   base=全国平均水平
高于全国平均水平1个百分点以上 | >= 1 百分点 absolute base=全国平均水平
不低于全省平均水平的90% | >= -10   %      relative   base=全省平均水平
提高至少3个百分点       | >= 3     百分点 absolute
由60%提高20个百分点     | =  20    百分点 absolute
2020年比2015年提高5个百分点 | = 5  百分点 absolute   base=2015
2025比2020提高5个百分点 | =  5     百分点 absolute   base=2020
到2025年比2020年提高5个百分点以上 | >= 5 百分点 absolute base=2020
2030年比2005年下降65%   | =  -65   %      relative   base=2005
“十三五”末比“十二五”末提高2.1岁 | = 2.1 岁 absolute base=十二五末
力争2025年末比2020年末增长5% | = 5 %    relative   base=2020 hedge=力争
2025年比上年增长5%      | =  5     %      relative   base=上年
2025年比现状提高5%      | =  5     %      ambiguous  base=现状 note=ambiguous-percent
2025年相比2020年下降5%左右 | ~ -5  %      relative   base=2020
2020年相比下降5%        | =  -5    %      relative   base=2020
2025年比全国平均水平高2岁 | = 2    岁     absolute   base=全国平均水平
较2019年同期增长5%      | =  5     %      relative   base=2019
高于上年水平2个百分点   | =  2     百分点 absolute   base=上年
低于“十三五”末水平0.5个百分点以上 | <= -0.5 百分点 absolute base=十三五末
高于“十三五”平均水平1个百分点 | = 1 百分点 absolute base=十三五平均水平
低于近三年平均水平5%    | =  -5    %      ambiguous  base=近三年平均水平 note=ambiguous-percent
不低于上年水平的95%     | >= -5    %      relative   base=上年
达到现有水平的1.3倍     | =  30    %      relative   base=现有
控制在近三年平均水平的80%以内 | <= -20 % relative    base=近三年平均水平
2020年的2倍             | =  100   %      relative   base=2020
力争达到上年水平的1.2倍左右 | ~ 20 %     relative   base=上年 hedge=力争
2020年水平的1.5倍       | =  50    %      relative   base=2020
达到全国平均水平的一半  | =  -50   %      relative   base=全国平均水平
在2020年水平基础上提高5% | = 5     %      ambiguous  base=2020 note=ambiguous-percent
低于“十三五”规划目标2.5‰ | = -2.5 ‰    ambiguous  base=十三五规划目标 note=ambiguous-percent
超过规划目标2个百分点   | =  2     百分点 absolute   base=规划目标
低于规划控制数5%        | =  -5    %      ambiguous  base=规划控制数 note=ambiguous-percent
高于预期目标0.5个百分点 | =  0.5   百分点 absolute   base=预期目标
超过计划5个百分点以上   | >= 5     百分点 absolute   base=计划
高于城镇居民2个百分点   | =  2     百分点 absolute   base=城镇居民
比年度目标提高2个百分点 | =  2     百分点 absolute   base=年度目标
较规划目标高2.1         | =  2.1   -      absolute   base=规划目标
比历史最高水平提高2个百分点 | = 2  百分点 absolute   base=历史最高水平
不低于五年平均水平的95% | >= -5    %      relative   base=五年平均水平
相当于全国平均水平的90% | =  -10   %      relative   base=全国平均水平
相当于2020年的1.5倍以上 | >= 50    %      relative   base=2020
压缩至法定时限的50%以内 | <= -50   %      relative   base=法定时限
完成规划目标的98.5%     | =  -1.5  %      relative   base=规划目标
【33】                  | =  33    -      absolute   cumulative note=sum-of-years
年均增长保持在6%以上    | >= 6     %      relative   per=year
力争年均增长控制在3%以内 | <= 3    %      relative   per=year hedge=力争
增长稳定在6%左右        | ~  6     %      relative
年均增长保持在5万人以上 | >= 5     万人   absolute   per=year
比2020年增长控制在5%以内 | <= 5    %      relative   base=2020
年均下降保持在3%以上    | <= -3    %      relative   per=year
累计下降控制在5%以内    | >= -5    %      relative   cumulative
提高控制在2个百分点以内 | <= 2     百分点 absolute
新增控制在100亩以内     | <= 100   亩     absolute
较基期年均增长7%        | =  7     %      relative   base=基期 per=year
较“十三五”期间年均值下降20% | = -20 %    relative   base=十三五期间年均值
比“十三五”年均水平下降20% | = -20  %      relative   base=十三五年均水平
增长-5%                 | =  -5    %      relative
按可比价年均增长6%      | =  6     %      relative   per=year note=constant-prices
按可比价格计算，年均增长6%以上 | >= 6 %   relative   per=year note=constant-prices
年均增长6%（可比价）    | =  6     %      relative   per=year note=constant-prices
按2020年不变价计算年均增长6% | = 6 %      relative   per=year note=constant-prices
扣除价格因素后年均实际增长6%左右 | ~ 6 %  relative   per=year note=constant-prices
较2020年实际增长30%     | =  30    %      relative   base=2020 note=constant-prices
较2020年实际提高30%     | =  30    %      relative   base=2020 note=constant-prices
实际新增5万人           | =  5     万人   absolute
占比提高5个百分点以上   | >= 5     百分点 absolute
扩大幅度达到13%以上     | >= 13    %      ambiguous  note=ambiguous-percent
较2020年增速5%          | =  5     %      relative   base=2020
占比年均下降1个百分点   | =  -1    百分点 absolute   per=year
5年累计新增5万人        | =  5     万人   absolute   cumulative
五年新增5万人以上       | >= 5     万人   absolute   cumulative
5年共新增5万人左右      | ~  5     万人   absolute   cumulative
五年增长30%             | =  30    %      relative   cumulative
五年下降17%             | =  -17   %      relative   cumulative
五年年均增长7%          | =  7     %      relative   per=year
下降20%（较2020年）     | =  -20   %      relative   base=2020
较2021年6月底提高5个百分点 | = 5   百分点 absolute   base=2021年6月底
在2020年53.2%的基础上提高2个百分点 | = 2 百分点 absolute base=2020
在现有60%的基础上提高5个百分点以上 | >= 5 百分点 absolute base=现有
【25】万人              | =  25    万人   absolute   cumulative note=sum-of-years
高于预期1个百分点       | =  1     百分点 absolute   base=预期
高于预期值2.3           | =  2.3   -      absolute   base=预期值
低于规划预期5%以上      | <= -5    %      ambiguous  base=规划预期 note=ambiguous-percent
高于规划预期目标1.2个百分点 | = 1.2 百分点 absolute  base=规划预期目标
超“十三五”规划预期目标1.2个百分点 | = 1.2 百分点 absolute base=十三五规划预期目标
高于“十三五”规划2个百分点 | = 2   百分点 absolute   base=十三五规划
较“十三五”规划下降5%    | =  -5    %      relative   base=十三五规划
比预期提高2个百分点     | =  2     百分点 absolute   base=预期
高于2020年的水平2个百分点 | = 2   百分点 absolute   base=2020
高于2020年实际值2个百分点 | = 2   百分点 absolute   base=2020
高于现状值2个百分点     | =  2     百分点 absolute   base=现状
高于2020年现状值2个百分点 | = 2   百分点 absolute   base=2020
控制在2020年总量的95%以内 | <= -5 %      relative   base=2020
达到现有规模的2倍       | =  100   %      relative   base=现有
在2020年规模基础上提高5% | = 5    %      ambiguous  base=2020 note=ambiguous-percent
预期值的95%             | =  -5    %      relative   base=预期值
不低于预期的95%         | >= -5    %      relative   base=预期
达到2020年3倍           | =  200   %      relative   base=2020
是2020年1.5倍以上       | >= 50    %      relative   base=2020
达到全省平均水平1.2倍   | =  20    %      relative   base=全省平均水平
达到现有水平1.3倍       | =  30    %      relative   base=现有
达到上年1.2倍           | =  20    %      relative   base=上年
2020年全省平均水平的80% | =  -20   %      relative   base=2020年全省平均水平
比2015年全省平均水平提高2个百分点 | = 2 百分点 absolute base=2015年全省平均水平
五年平均增长6%          | =  6     %      relative   per=year
五年翻一番              | =  100   %      relative   cumulative
保持8%以上的年均增速    | >= 8     %      relative   per=year
以年均8%的速度增长      | =  8     %      relative   per=year
增加收入2000元          | =  2000  元     absolute
户均增加收入2000元      | =  2000  元     absolute
年均减少人口5万人       | =  -5    万人   absolute   per=year
3.6%（年均增速）        | =  3.6   %      relative   per=year
3.6%左右（降幅）        | ~  -3.6  %      relative
同口径增长8%            | =  8     %      relative   base=同口径
按同口径计算下降8%      | =  -8    %      relative   base=同口径
增长8%（同口径）        | =  8     %      relative   base=同口径
较2020年同口径增长8%    | =  8     %      relative   base=2020年同口径
同口径较上年增长8%      | =  8     %      relative   base=上年同口径
“十三五”以来年均增长8%  | =  8     %      relative   base=十三五以来 per=year
2015年以来，年均增长8%  | =  8     %      relative   base=2015年以来 per=year
“十三五”以来累计新增5万人 | = 5    万人   absolute   base=十三五以来 cumulative
超额完成规划目标5个百分点 | = 5    百分点 absolute   base=规划目标
增长为8%                | =  8     %    relative
恢复到2019年的57.1%      | =  -42.9 %    relative base=2019
恢复至2019年同期的85%以上 | >= -15   %    relative base=2019
是2015年的近两倍        | ~  100   %      relative   base=2015
达到2015年近2倍         | ~  100   %      relative   base=2015
是“十二五”末的近两倍    | ~  100   %      relative   base=十二五末
达到2020年水平的约80%   | ~  -20   %      relative   base=2020
是全国平均水平的近一半  | ~  -50   %      relative   base=全国平均水平
不低于2020年的近80%     | >= -20   %      relative   base=2020 note=about-bound
高于全国5%的要求        | =  5     %      ambiguous  base=全国 note=ambiguous-percent
高于国家2个百分点的要求 | =  2     百分点 absolute   base=国家
高于全国平均水平5%的要求 | = 5     %      ambiguous  base=全国平均水平 note=ambiguous-percent
高于全国平均约10个百分点 | ~  10   百分点 absolute   base=全国平均
低于全国平均水平近5个百分点 | ~ -5 百分点 absolute   base=全国平均水平
高于2020年约10%         | ~  10    %      ambiguous  base=2020 note=ambiguous-percent
高于城镇居民约2个百分点 | ~  2     百分点 absolute   base=城镇居民
超额完成规划目标约5个百分点 | ~ 5  百分点 absolute   base=规划目标
比全国平均水平高出10个百分点 | = 10 百分点 absolute  base=全国平均水平
比2020年高出5个百分点   | =  5     百分点 absolute   base=2020
比2015年的6.20%提高了4.36个百分点 | = 4.36 百分点 absolute base=2015
较2015年的76.34岁提高0.96岁 | = 0.96 岁 absolute   base=2015
比2015年120亿元增长50%  | =  50    %      relative   base=2015
比上年的60%高出5个百分点 | = 5     百分点 absolute   base=上年
控制在基于2020年城镇建设用地规模的1.3倍以内 | <= 30 % relative base=2020 note=to-multiple
控制在2020年现状城镇建设用地的1.3倍以内 | <= 30 % relative base=2020 note=to-multiple
控制在“十三五”末能源消费总量的1.1倍以内 | <= 10 % relative base=十三五末 note=to-multiple
控制在2020年GDP增速的1.5倍以内 | <= 50 %  relative   base=GDP增速
新增造林面积20万亩      | =  20    万亩   absolute
新增装机容量500万千瓦   | =  500   万千瓦 absolute
新增装机容量达到500万千瓦以上 | >= 500 万千瓦 absolute
累计新增装机规模500万千瓦 | = 500  万千瓦 absolute   cumulative
年均新增旅游就业人数100万人以上 | >= 100 万人 absolute per=year
到2025年新增市场主体数量5000户 | = 5000 户 absolute
新增农村劳动力转移就业人数5000人 | = 5000 人 absolute
净增就业人数5000人      | =  5000  人     absolute
增加投资5亿元           | =  5     亿元   absolute
新增装机容量增长8%      | =  8     %      relative
减少排放量500吨         | =  -500  吨     absolute
减少耕地面积5%          | =  -5    %      relative
压减煤炭消费总量5%      | =  -5    %      relative
较2020年降低能耗强度13.5%以上 | <= -13.5 % relative base=2020
提升森林覆盖率2个百分点 | =  2     百分点 absolute
提高居民收入水平10%     | =  10    %      ambiguous  note=ambiguous-percent
五年累计新增城镇就业25万人 | = 25  万人   absolute   cumulative
新建高标准农田2.5万亩   | =  2.5   万亩   absolute
新增5G基站500个         | =  500   个     absolute
新增国家4A级旅游景区2家 | =  2     家     absolute
新增二级以上医院2所     | =  2     所     absolute
新增规模以上工业企业50家 | = 50    家     absolute
强度降低13.5%           | =  -13.5 %      relative
翻了一番                | =  100   %      relative
比2015年翻了两番        | =  300   %      relative   base=2015
翻一番多                | >  100   %      relative
较近5年均值下降25%      | =  -25   %      relative   base=近5年均值
人均增收3000元          | =  3000  元     absolute
由不到60%提高20个百分点 | =  20    百分点 absolute
时限压缩60%以上         | <= -60   %      relative
减少新增建设用地5000亩  | =  -5000 亩     absolute
提高节约用水量500万立方米 | = 500  万立方米 absolute
减少超标天数5天         | =  -5    天     absolute
降低近视率0.5个百分点   | =  -0.5  百分点 absolute
降低超重肥胖率1个百分点 | =  -1    百分点 absolute
降低能耗15%             | =  -15   %      relative
降低二氧化碳排放强度18% | =  -18   %      relative
实现减少排放500吨       | =  -500  吨     absolute
新增自然保护地面积5万亩 | =  5     万亩   absolute
户均增收达到5000元      | =  5000  元     absolute
增长目标8%              | =  8     %      relative
年均增长实现8%          | =  8     %      relative   per=year
下降10%（以2020年为基期） | = -10   %      relative   base=2020
培训提高就业率5个百分点 | =  5     百分点 absolute
实现年减少碳排放5万吨   | =  -5    万吨   absolute   per=year
新增森林覆盖率2个百分点 | =  2     百分点 absolute
新建、改扩建学校50所    | =  50    所     absolute
新增和改善灌溉面积50万亩 | = 50    万亩   absolute
"""

REFERENCES = """
达到或超过全国平均水平  | >=  全国平均水平
达到或接近全国平均水平  | ~   全国平均水平
不低于全省平均水平      | >=  全省平均水平
全区平均水平以上        | >=  全区平均水平
达到国家平均水平        | =   国家平均水平
全国平均水平            | -   全国平均水平
内蒙古平均水平          | -   内蒙古平均水平
高于全国平均水平        | >   全国平均水平
接近高收入国家平均水平  | ~   高收入国家平均水平
优于全国平均水平        | -   全国平均水平        note=better-than
达到或优于Ⅲ类           | -   III类               note=not-worse-than
进入全省前三位          | =   全省前三位
排名全省前5位           | =   全省前5位
走在全市前列            | =   全市前列
省下达                  | -   省下达
完成省下达指标          | =   省下达指标
按国家下达任务完成      | =   国家下达任务
以上级下达为准          | -   上级下达
不超过省下达指标        | <=  省下达指标
控制在省下达目标以内    | <=  省下达目标
控制在国家规定的标准范围内 | = 国家规定的标准
控制在上级下达指标范围内 | <= 上级下达指标
达到或超过“十三五”发展目标 | >= 十三五发展目标
提前一年完成省下达任务  | =   省下达任务
≤十二五期间平均值       | <=  十二五期间平均值
低于十二五平均值        | <   十二五平均值
不低于前三年平均值      | >=  前三年平均值
不低于2020年水平        | >=  2020
保持2020年水平          | =   2020
与上年持平              | =   上年
与自治区保持一致        | =   自治区
与全省基本保持同步      | =   全省                hedge=基本
与2020年基本持平        | =   2020                hedge=基本
不低于上年              | >=  上年
高于GDP增长             | >   GDP增长
与经济增长基本同步      | =   经济增长            hedge=基本
与GDP同步增长           | =   GDP
与经济发展同步增长      | =   经济发展
保持在较低流行水平      | =   较低流行水平
增长与经济增长基本同步  | =   经济增长            hedge=基本 words=增长
与全国和全省平均水平持平 | =  全国和全省平均水平
不低于全国              | >=  全国
2025年平均水平          | -   2025年平均水平
增速高于全国平均水平    | >   全国平均水平        words=增速
达到国家“优质服务基层行”标准要求 | = 国家优质服务基层行标准要求
力争达到二级甲等水平    | =   二级甲等水平        hedge=力争
达到创建标准            | =   创建标准
处于低流行水平          | =   低流行水平
保持全国领先            | =   全国领先
三级甲等                | -   三级甲等
Ⅲ类以上                 | >=  III类
居全国先进行列          | =   全国先进行列
达到国家要求            | =   国家要求
提前完成省下达任务      | =   省下达任务
超额完成省下达任务      | >   省下达任务
与全省大体相当          | =   全省                hedge=大体
超过规划目标            | >   规划目标
五年平均水平            | -   五年平均水平
达到历史最高水平        | =   历史最高水平
不超过法定时限          | <=  法定时限
居全国第8位             | =   全国第8位
位列全省第3             | =   全省第3
全省排名第一            | -   全省排名第一
力争进入全国前１０强    | =   全国前10强          hedge=力争
保持在全省前五          | =   全省前五
不低于全省第5位         | >=  全省第5位
前三                    | -   前三
前10%                   | -   前10%
略高于全国平均水平      | >   全国平均水平
不超过2020年的水平      | <=  2020
不低于上年的水平        | >=  上年
不高于“十三五”的水平    | <=  十三五
不低于现状值            | >=  现状
超过预期                | >   预期
高于上年全省平均水平    | >   上年全省平均水平
居全省首位              | =   全省首位
首位                    | -   首位
进入全国百强            | =   全国百强
进入全国第一梯队        | =   全国第一梯队
达到2020年全国平均水平  | =   2020年全国平均水平
〔省下达〕              | -   省下达
待上级下达后确定        | -   待上级下达
国家下达后确定          | -   国家下达
高于“十三五”时期实际    | >   十三五时期
"""

TRENDS = """
持续改善   | 1
逐步降低   | -1
稳步提高   | 1
稳中有降   | -1
稳中有升   | 1
明显下降   | -1
有所提高   | 1
上升       | 1
持续减缓   | -1
得到遏制   | -1
保持稳定   | 0
保持在合理区间 | 0
不断完善   | 1
只增不减   | 1
占补平衡   | 0
增速下降   | -1
患病率增速下降 | -1
较2020年明显下降 | -1
比全国有所提高 | 1
逐年提高   | 1
未下降     | 1
无变化     | 0
相当       | 0
连续3年下降 | -1
同比例提高 | 1
"""

DONE = [
    *("全覆盖", "实现全覆盖", "实现", "建成", "完成", "建立", "达标", "稳定达标", "全部", "覆盖所有", "消除"),
    *("覆盖所有基层医疗机构", "人人享有", "应保尽保", "均达到", "均设置"),
    *(
        "有效保障",
        "得到有效保障",
        "有力保障",
        "基本保障",
        "保障有力",
        "超额完成",
        "应护尽护",
        "应补尽补",
        "应建尽建",
        "应划尽划",
        "应登尽登",
        "做到应收尽收",
        "乡镇全覆盖",
        "村村全覆盖",
        "县市区全覆盖",
        "实现行政村全覆盖",
        "实现镇街全覆盖",
        "村级全覆盖",
        "成功创建",
        "保持消除状态",
        "提前一年完成",
        "提前3个月实现全覆盖",
    ),
]

RATIOS = """
1：1.25        | =  5/4
1:0.6          | =  3/5
不低于1：0.6   | >= 3/5
达到1∶1.25     | =  5/4
3比7           | =  7/3
"""

MISSING = ["—", "-", "－", "/", "——", "…", "", "  ", "N/A", "无数据", "（）", "待定", "新增指标", "新指标"]

UNREADABLE = [
    ("90%以上，其中城区95%", "其"),
    ("90%、95%", "9"),
    ("分别达到90%、95%", "9"),
    ("2020年60%，2025年80%", "2"),
    ("比2020年提高10%，2025年提高20%", "2"),
    ("90/95", "9"),
    ("提高3.6%（年均增速）", "（"),
    ("90%（2020年以来）", "（"),
    ("提前3天以上", "以"),
    ("20万千瓦/40万千瓦时", "/"),
    ("100MW/200MWh", "/"),
    ("80 90", " "),
    ("35 000元", " "),
    ("NaN", "N"),
    ("Infinity", "I"),
    ("1e999", "e"),
    ("10^9999", "^"),
    ("٣", "٣"),
    ("90²", "²"),
    ("3½", "½"),
    ("007", "0"),
    ("3万5", "5"),
    ("2千5人", "5"),
    ("1亿12000万元", "1"),
    ("12万3百万", "3"),
    ("12,34", "3"),
    ("5-3", "3"),
    ("1/0", "0"),
    ("0:1", "1"),
    ("不低于90%以下", "以"),
    ("≥≤90", "≤"),
    ("80-90%以上", "以"),
    ("几十个", "几"),
    ("数十个", "数"),
    ("翻1.5番", "1"),
    ("2025年", "年"),
    ("达到", "到"),
    ("从90%提高到", "到"),
    ("优于95%", "优"),
    ("优于1：18", "优"),
    ("3.8张（全区6.3）", "（"),
    ("无障碍设施", "无"),
    ("90%由省级财政承担", "由"),
    ("7.5级", "级"),
    ("1:1.25%", "%"),
    ("医生90%", "医"),
    ("每千人口3%", "%"),
    ("每10万3%", "%"),
    ("占GDP的2个", "个"),
    ("占其中的5%", "其"),
    ("增长1:2", "2"),
    ("1:2:3", ":"),
    ("1:15～1:15", "1"),
    ("2:3～5", "5"),
    ("无下降", "降"),
    ("高90%", "高"),
    ("提高增速5%", "增"),
    ("90%）", "）"),
    ("或90%", "或"),
    ("二五家", "二"),
    ("七八九", "七"),
    ("十百", "十"),
    ("零点", "点"),
    ("80.1%‰", "‰"),
    ("80.1%（‰）", "（"),
    ("6500万吨（1350亿斤）", "（"),
    ("3年下降10%", "下"),
    ("近5年下降17%", "下"),
    ("平均5年提高2岁", "提"),
    ("超额完成10%", "%"),
    ("比2020年较2015年提高5%", "2"),
    ("达到70%，2025年比2020年提高5个百分点", "2"),
    ("超过上年的10%", "%"),
    ("不超过上年水平5%", "5"),
    ("下降-13.5%", "-"),
    ("20%（较2020年）", "（"),
    ("20%（其中农村增长5%）", "（"),
    ("2015年以来保持在95%以上", "保"),
    ("超额完成省下达任务5%", "省"),
    ("低上年水平2个百分点", "低"),
    ("3年下降17%", "下"),
    ("8000万—1亿元", "1"),
    ("第三产业", "第"),
    ("降幅-5%～-3%", "-"),
    ("》97", "》"),
    ("《20", "《"),
    ("低于国家5%的控制线", "控"),
    ("高于全国2.1个百分点、全省1.3个百分点", "、"),
    ("低全国平均水平2个百分点", "低"),
    ("控制在2020年全市城镇建设用地的1.3倍以内", "城"),
    ("不低于2020年常住人口的1.2倍", "倍"),
    ("减少农民10%", "农"),
    ("新增农村5000人", "农"),
    ("新建学校减少大班额100个", "大"),
    ("改造供水管网降低漏损率2个百分点", "供"),
    ("三年减少化肥使用量5%", "减"),
    ("培育龙头企业5家、合作社20家", "合"),
    ("新增床位和医生500个", "床"),
    ("新增公交线路覆盖50个", "公"),
    ("新增装机500万千瓦，其中风电200万千瓦", "其"),
    ("新增装机500万千瓦、风电200万千瓦", "风"),
    ("建设高标准农田10万亩，改造提升5万亩", "，"),
    ("新增装机容量较2020年5万千瓦", "装"),
    ("减量30%", "量"),
    ("翻了两倍", "翻"),
    ("不到60%提高到95%", "提"),
    ("25度", "度"),
    ("绝大多数达到90%", "绝"),
    ("农村达到85%", "农"),
    ("实现农村稳步5万人", "农"),
]


def rows(table: str) -> list[tuple[str, list[str]]]:
    """Phrase and the words after the bar, of every line."""
    lines = (line.partition("|") for line in table.strip().splitlines())
    return [(phrase.strip(), said.split()) for phrase, _, said in lines]


def said_of(figure: Figure) -> set[str]:
    """The parts of a figure that most figures do not have."""
    parts = {
        "hedge": figure.hedge,
        "base": figure.base,
        "per": figure.per,
        "each": figure.each,
        "of": figure.of,
    }
    if figure.kind == "reference":
        parts |= {"base": None, "words": figure.words}
    said = {f"{name}={value}" for name, value in parts.items() if value is not None}
    said |= {"cumulative"} if figure.cumulative else set()
    return said | ({f"note={figure.note}"} if figure.note not in (None, "from-to") else set())


def unit_of(figure: Figure) -> str:
    if figure.unit is None:
        return "-"
    return figure.unit.text or "fraction"


@pytest.mark.parametrize(("phrase", "said"), rows(LEVELS))
def test_levels(phrase: str, said: list[str]) -> None:
    figure = read_figure(phrase)
    assert figure.kind == "level"
    assert [figure.comparator, str(figure.value), unit_of(figure)] == [
        said[0],
        str(Fraction(said[1])),
        said[2],
    ]
    assert said_of(figure) == set(said[3:])


@pytest.mark.parametrize(("phrase", "said"), rows(BANDS))
def test_bands(phrase: str, said: list[str]) -> None:
    figure = read_figure(phrase)
    assert (figure.kind, figure.comparator) == ("band", "=")
    assert [figure.value, figure.high, unit_of(figure)] == [Fraction(said[0]), Fraction(said[1]), said[2]]


@pytest.mark.parametrize(("phrase", "said"), rows(CHANGES))
def test_changes(phrase: str, said: list[str]) -> None:
    figure = read_figure(phrase)
    assert figure.kind == "change"
    assert [figure.comparator, str(figure.value), unit_of(figure), figure.form] == [
        said[0],
        str(Fraction(said[1])),
        *said[2:4],
    ]
    assert said_of(figure) == set(said[4:])


@pytest.mark.parametrize(("phrase", "said"), rows(REFERENCES))
def test_references(phrase: str, said: list[str]) -> None:
    figure = read_figure(phrase)
    assert figure.kind == "reference"
    assert [figure.comparator or "-", str(figure.base)] == said[:2]
    assert said_of(figure) == set(said[2:])


def test_a_year_is_a_number() -> None:
    assert read_figure("保持2020年水平").base == 2020
    assert read_figure("较2015年底增长20%").base == 2015


@pytest.mark.parametrize(("phrase", "said"), rows(TRENDS))
def test_trends(phrase: str, said: list[str]) -> None:
    figure = read_figure(phrase)
    assert (figure.kind, figure.direction, figure.value) == ("trend", int(said[0]), None)


def test_hedges_are_kept_beside_a_trend() -> None:
    figure = read_figure("总体基本稳定")
    assert (figure.kind, figure.hedge, figure.words) == ("trend", "总体基本", "稳定")


@pytest.mark.parametrize("phrase", DONE)
def test_what_is_done(phrase: str) -> None:
    assert (read_figure(phrase).kind, read_figure(phrase).words) == ("done", phrase)


@pytest.mark.parametrize("phrase", ["未达标", "未完成", "尚未开展", "否"])
def test_what_is_not_done(phrase: str) -> None:
    assert (read_figure(phrase).kind, read_figure(phrase).negated) == ("done", True)


def test_those_who_are_covered_may_stand_in_brackets() -> None:
    assert read_figure("旗（县、区）全覆盖").words == "旗(县、区)全覆盖"


def test_done_with_a_hedge() -> None:
    assert read_figure("总体达标").hedge == "总体"
    assert read_figure("基本实现全覆盖").words == "实现全覆盖"


@pytest.mark.parametrize(("phrase", "said"), rows(RATIOS))
def test_ratios_are_the_second_number_over_the_first(phrase: str, said: list[str]) -> None:
    figure = read_figure(phrase)
    assert [figure.kind, figure.comparator, figure.value] == ["ratio", said[0], Fraction(said[1])]


@pytest.mark.parametrize(
    "phrase", ["1：15～1：18", "1：15—1：18", "1：18-1：15", "1：15至1：18", "1：15~18", "1:15～1:18之间"]
)
def test_a_band_of_ratios(phrase: str) -> None:
    figure = read_figure(phrase)
    assert [figure.kind, figure.comparator, figure.value, figure.high] == ["ratio", "=", 15, 18]
    assert read_figure(print_figure(figure)) == figure


@pytest.mark.parametrize("phrase", MISSING)
def test_missing_marks(phrase: str) -> None:
    assert read_figure(phrase).kind == "missing"


@pytest.mark.parametrize(("phrase", "character"), UNREADABLE)
def test_what_cannot_be_read_points_at_the_character(phrase: str, character: str) -> None:
    figure = read_figure(phrase)
    assert figure.kind == "unreadable"
    assert figure.problem_at is not None
    assert phrase[figure.problem_at] == character


def test_too_long_a_text_is_no_figure() -> None:
    figure = read_figure("9" * 100_000)
    assert (figure.kind, figure.note, figure.problem_at) == ("unreadable", "too-long", 500)


def test_the_printed_text_is_kept() -> None:
    assert read_figure(" ≥９０％ ").text == " ≥９０％ "


def test_units_printed_twice_are_both_kept() -> None:
    assert read_figure("65.20 % %").unit_texts == ("%", "%")
    assert read_figure("80.1%（%）").unit_texts == ("%", "%")
    assert read_figure("2位至3位").unit_texts == ("位", "位")


@pytest.mark.parametrize(
    ("phrase", "step"),
    [
        ("80.8", "1/10"),
        ("80", "1"),
        ("80.80", "1/100"),
        ("三成", "10"),
        ("4.5-5", "1/10"),
        ("每3万人口1辆", "1/3"),
    ],
)
def test_step_is_one_of_the_last_printed_digit(phrase: str, step: str) -> None:
    assert read_figure(phrase).step == Fraction(step)


def test_a_fraction_has_no_step() -> None:
    assert read_figure("三分之一左右").step is None


@pytest.mark.parametrize(
    ("phrase", "start", "value"),
    [
        ("从3.67人提高到4.3人", "3.67", "4.3"),
        ("由10.2%上升到20%", "10.2", "20"),
        ("80.78岁提高至82岁", "80.78", "82"),
        ("由2015年的35.47%，提升至46.92%", "35.47", "46.92"),
        ("从12.5%降低到10%以下", "12.5", "10"),
        ("60%→80%", "60", "80"),
        ("由2.5倍缩小到2.3倍", "2.5", "2.3"),
        ("由30天缩短为20天", "30", "20"),
        ("由60日压减为18个工作日", "60", "18"),
        ("由5%增长为8%", "5", "8"),
        ("占比由55%提高到60%", "55", "60"),
        ("占比从2020年的7.8%提高到10%", "7.8", "10"),
        ("从38分钟提前到45分钟", "38", "45"),
    ],
)
def test_from_to(phrase: str, start: str, value: str) -> None:
    figure = read_figure(phrase)
    assert figure.start is not None
    assert (figure.kind, figure.note) == ("level", "from-to")
    assert (figure.start.value, figure.value) == (Fraction(start), Fraction(value))


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("在2020年53.2%的基础上提高2个百分点", "53.2%"),
        ("比2015年的6.20%提高了4.36个百分点", "6.20%"),
        ("较2015年76.34岁提高0.96岁", "76.34岁"),
        ("比2015年的120亿元增长50%", "120亿元"),
    ],
)
def test_the_value_of_a_base_is_kept_beside_the_change(phrase: str, start: str) -> None:
    figure = read_figure(phrase)
    assert (figure.kind, figure.start) == ("change", read_figure(start))


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("由不到60%提高到95%以上", "<", ">="),
        ("从约60%提高到80%", "~", "="),
        ("从60%左右提高到80%以上", "~", ">="),
    ],
)
def test_either_end_of_a_movement_has_its_own_bound(phrase: str, start: str, end: str) -> None:
    figure = read_figure(phrase)
    assert figure.start is not None
    assert (figure.start.comparator, figure.comparator) == (start, end)


def test_any_of() -> None:
    figure = read_figure("每年提升2%左右或不低于全省平均水平")
    assert (figure.kind, figure.mode) == ("compound", "any")
    assert [part.kind for part in figure.parts] == ["change", "reference"]


@pytest.mark.parametrize(
    ("phrase", "kinds"),
    [
        ("≥90且逐年提高", ["level", "trend"]),
        ("90%以上并保持稳定", ["level", "trend"]),
        ("稳步提高，到2025年达到90%以上", ["trend", "level"]),
        ("不低于90%且不高于95%", ["level", "level"]),
        ("≥80≤100", ["level", "level"]),
        ("大于80小于100", ["level", "level"]),
        ("年均增长6%以上，力争达到6.5%", ["change", "level"]),
        ("提高2个百分点，力争3个百分点", ["change", "level"]),
        ("120万吨，是2015年的1.5倍", ["level", "change"]),
        ("6455.09万人次，恢复至上年的77.7%", ["level", "change"]),
        ("1.37亿吨，约占全省的11%", ["level", "level"]),
        ("年均增长10%，到2025年达到300万人次", ["change", "level"]),
        ("提高5个百分点，2025年末达到70%以上", ["change", "level"]),
        ("90%以上，力争95%", ["level", "level"]),
        (">7、力争投入强度高于“十三五”时期实际", ["level", "reference"]),
        ("1200亿元（增长50%）", ["level", "change"]),
        ("90%（较2020年提高5个百分点）", ["level", "change"]),
        ("65%，较“十二五”末的60%提高5个百分点", ["level", "change"]),
    ],
)
def test_all_of(phrase: str, kinds: list[str]) -> None:
    figure = read_figure(phrase)
    assert (figure.kind, figure.mode) == ("compound", "all")
    assert [part.kind for part in figure.parts] == kinds


def test_a_unit_printed_once_holds_for_both() -> None:
    assert [part.unit and part.unit.text for part in read_figure("2或3家").parts] == ["家", "家"]


def test_any_and_all_do_not_mix() -> None:
    assert read_figure("≥90或≥80且≥70").kind == "unreadable"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("90", "90"),
        ("-1/2", "-0.5"),
        ("1234567/1000", "1234.567"),
        ("1/3", "0.3333333333333333333333333333"),
        ("2000/3", "666.6666666666666666666666667"),
        ("1/1024", "0.0009765625"),
        ("-5/4", "-1.25"),
        ("1/30000000000", "0.00000000003333333333333333333333333333"),
    ],
)
def test_decimal_text(value: str, text: str) -> None:
    assert decimal_text(Fraction(value)) == text


EVERY_PHRASE = [
    phrase for table in (LEVELS, BANDS, CHANGES, REFERENCES, TRENDS, RATIOS) for phrase, _ in rows(table)
] + DONE


@pytest.mark.parametrize("phrase", EVERY_PHRASE)
def test_printing_and_reading_again_gives_the_same(phrase: str) -> None:
    figure = read_figure(phrase)
    assert read_figure(print_figure(figure)) == figure


def test_printing_what_has_no_figure() -> None:
    assert print_figure(read_figure("无数据")) == "—"
    assert print_figure(read_figure("nonsense")) == "nonsense"


def test_the_vocabulary_is_spelled_as_figures_are_folded() -> None:
    known, _ = vocabulary()
    assert [] == [word for word in known if word != "".join(map(fold, word))]
